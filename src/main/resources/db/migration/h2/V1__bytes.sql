-- The one type that the two databases name differently.
CREATE DOMAIN GPICL_BYTES AS BLOB;
