-- How many VFs a PF could have: so many are sure, more than so many are impossible, between the two it is not known.
-- All null for functions that are no network functions.
alter table physical_function
    add column sure_vfs        integer,
    add column most_vfs        integer,
    -- what bounds the one and the other first
    add column sure_by         text,
    add column most_by         text,
    -- its share of the hugepages that are there; null: not known
    add column hugepages_mib   integer,
    -- null: no profile says what its VFs are for
    add column recommended_vfs integer,
    -- every bound with its numbers, as written, so that equal rows are equal texts
    add column sizing          text;
