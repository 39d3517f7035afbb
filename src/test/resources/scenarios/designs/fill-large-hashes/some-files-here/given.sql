-- updated_at is a date, so that a run and what is expected agree about it
CREATE TABLE design_images (
    id uuid PRIMARY KEY, file_path varchar NOT NULL, phash varchar(64), is_active boolean, updated_at date);
INSERT INTO design_images
SELECT md5(number::text)::uuid, '${project}/src/test/resources/image/' || file, hash, active, '2025-01-01'
FROM (VALUES
    (1, 'blobs.png', 'e488fa13007b71ef', true), (2, 'flat.png', 'ffffffff00000000', NULL),
    (3, 'blobs.png', 'ffffffff00000000', false), (4, 'nowhere.png', 'ffffffff00000000', true),
    (5, 'blobs.png', NULL, true), (6, 'blobs.png', repeat('1', 64), true), (7, 'expected.txt', 'ffffffff00000000', true),
    (8, 'blobs.png', 'ffffffff00000001', true), (9, 'blobs.png', 'ffffffff00000002', true)) v (number, file, hash, active);
