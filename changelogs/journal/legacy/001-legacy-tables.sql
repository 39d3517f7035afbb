CREATE TYPE reminderfrequency AS ENUM ('DAILY', 'WEEKDAYS', 'WEEKENDS', 'WEEKLY', 'MONTHLY', 'CUSTOM');

CREATE TABLE users (
    id varchar(36) NOT NULL, email varchar NOT NULL, hashed_password varchar, full_name varchar, is_active boolean,
    is_superuser boolean, google_id varchar, profile_picture varchar, created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT users_pkey PRIMARY KEY (id), CONSTRAINT users_google_id_key UNIQUE (google_id));
CREATE UNIQUE INDEX ix_users_email ON users (email);
CREATE INDEX ix_users_id ON users (id);

CREATE TABLE secret_tags (
    tag_id bytea NOT NULL PRIMARY KEY, user_id varchar(36) NOT NULL REFERENCES users (id), salt bytea NOT NULL,
    verifier_kv bytea NOT NULL, opaque_envelope bytea NOT NULL, tag_name varchar(100) NOT NULL,
    color_code varchar(7) NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ix_secret_tags_user_id ON secret_tags (user_id);
CREATE INDEX idx_secret_tags_user_id ON secret_tags (user_id);

CREATE TABLE journal_entries (
    id serial PRIMARY KEY, title varchar, content text NOT NULL, audio_url varchar, entry_date timestamptz NOT NULL,
    secret_tag_id bytea REFERENCES secret_tags (tag_id), encrypted_content bytea, wrapped_key bytea, encryption_iv bytea,
    wrap_iv bytea, user_id varchar(36) NOT NULL REFERENCES users (id), created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ix_journal_entries_id ON journal_entries (id);
CREATE INDEX ix_journal_entries_secret_tag_id ON journal_entries (secret_tag_id);

CREATE TABLE tags (
    id serial PRIMARY KEY, name varchar NOT NULL UNIQUE, color varchar,
    user_id varchar(36) NOT NULL REFERENCES users (id), created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ix_tags_id ON tags (id);
CREATE INDEX ix_tags_user_id ON tags (user_id);

CREATE TABLE journal_entry_tags (
    id serial PRIMARY KEY, entry_id integer NOT NULL REFERENCES journal_entries (id),
    tag_id integer NOT NULL REFERENCES tags (id));
CREATE INDEX ix_journal_entry_tags_id ON journal_entry_tags (id);

CREATE TABLE reminders (
    id serial PRIMARY KEY, title varchar NOT NULL, message varchar NOT NULL, frequency reminderfrequency NOT NULL,
    time timestamptz NOT NULL, is_active boolean, custom_days varchar,
    user_id varchar(36) NOT NULL REFERENCES users (id), created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ix_reminders_id ON reminders (id);

CREATE TABLE opaque_sessions (
    session_id varchar(64) PRIMARY KEY, user_id varchar(36) NOT NULL, tag_id bytea, session_state varchar(20),
    session_data bytea, created_at timestamp, expires_at timestamp, last_activity timestamp);
CREATE INDEX ix_opaque_sessions_user_id ON opaque_sessions (user_id);
