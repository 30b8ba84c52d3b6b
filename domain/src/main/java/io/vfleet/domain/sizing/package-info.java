/// How many VFs a PF could have, and what bounds them.
package io.vfleet.domain.sizing;
