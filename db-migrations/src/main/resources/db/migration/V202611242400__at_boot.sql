-- What will be left of a PF's VFs after the next boot.
alter table physical_function
    -- null: not known, or its files contradict each other
    add column boot_vfs          integer,
    -- the files that set its count, as written, so that equal rows are equal texts; null: not known
    add column boot_set_by       text,
    -- what the card's firmware offers, now and after the next reset
    add column firmware_vfs      integer,
    add column firmware_vfs_next integer;
