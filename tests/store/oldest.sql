-- A store as version 0.1.0 wrote it. Never edit: a new migration must bring exactly this to the present shape.
CREATE TABLE migrations (number INTEGER PRIMARY KEY, library TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE blobs (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE datasets (
    id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, tahun INTEGER, revision INTEGER NOT NULL, restores INTEGER,
    sha256 TEXT REFERENCES blobs (sha256), rows INTEGER NOT NULL, file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL, findings_sha256 TEXT REFERENCES blobs (sha256), who TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (table_name, revision));
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, who TEXT NOT NULL,
    at TEXT NOT NULL, revision INTEGER NOT NULL, basis TEXT NOT NULL, UNIQUE (key, revision));
CREATE TABLE identities (pegawai_id TEXT PRIMARY KEY, nip TEXT UNIQUE, nama TEXT, updated_at TEXT NOT NULL);
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES blobs (sha256), basis TEXT NOT NULL,
    who TEXT NOT NULL, at TEXT NOT NULL);
INSERT INTO migrations VALUES (1, '0.1.0', '2026-11-21T09:30:00+07:00');
INSERT INTO meta VALUES ('instansi', '"Kota Contoh"');
INSERT INTO blobs VALUES ('5c328b9605bcdec8c7a63bc718e9f22c99cf3bc0a632d094763fa96d73714b79', X'706567617761695f69640a61310a');
INSERT INTO blobs VALUES ('4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945', X'5b5d');
INSERT INTO datasets VALUES (1, 'pegawai', 2027, 1, NULL, '5c328b9605bcdec8c7a63bc718e9f22c99cf3bc0a632d094763fa96d73714b79', 1, '01.xlsx', 'f',
    '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945', 'p', '2026-11-21T09:30:00+07:00');
INSERT INTO decisions VALUES (1, 'bobot', '[1,2]', 'rapat', 'p', '2026-11-21T09:30:00+07:00', 1, '');
INSERT INTO identities VALUES ('a1', '999999999999990001', 'Contoh Ani', '2026-11-21T09:30:00+07:00');
