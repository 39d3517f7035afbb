CREATE TABLE users (
  id uuid PRIMARY KEY, email varchar NOT NULL, hashed_password varchar NOT NULL, shop_name varchar NOT NULL,
  is_active boolean, root_folder varchar, created_at timestamptz DEFAULT now(), updated_at timestamptz);
CREATE UNIQUE INDEX ix_users_email ON users (email);
CREATE TABLE third_party_oauth_tokens (
  id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, access_token text NOT NULL, refresh_token text,
  expires_at timestamptz NOT NULL, created_at timestamptz DEFAULT now());
CREATE TABLE etsy_product_templates (
  id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, name varchar NOT NULL, template_title varchar,
  title varchar, description text, who_made varchar, when_made varchar, taxonomy_id integer, price double precision,
  materials text, shop_section_id integer, quantity integer, tags text, item_weight double precision,
  item_weight_unit varchar, item_length double precision, item_width double precision, item_height double precision,
  item_dimensions_unit varchar, is_taxable boolean, type varchar, processing_min integer, processing_max integer,
  return_policy_id integer, created_at timestamptz DEFAULT now(), updated_at timestamptz);
CREATE TABLE canvas_configs (
  id uuid PRIMARY KEY, product_template_id uuid NOT NULL REFERENCES etsy_product_templates, name varchar NOT NULL,
  width_inches double precision NOT NULL, height_inches double precision NOT NULL, description text, is_active boolean,
  is_stretch boolean, created_at timestamptz DEFAULT now(), updated_at timestamptz);
CREATE TABLE size_configs (
  id uuid PRIMARY KEY, product_template_id uuid NOT NULL REFERENCES etsy_product_templates,
  canvas_id uuid NOT NULL REFERENCES canvas_configs, name varchar NOT NULL, width_inches double precision NOT NULL,
  height_inches double precision NOT NULL, description text, is_active boolean, created_at timestamptz DEFAULT now(),
  updated_at timestamptz);
CREATE TABLE design_images (
  id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, filename varchar NOT NULL, file_path varchar NOT NULL,
  description varchar, canvas_config_id uuid REFERENCES canvas_configs, is_active boolean, is_digital boolean,
  created_at timestamptz DEFAULT now(), updated_at timestamptz);
CREATE TABLE design_template_association (
  design_image_id uuid REFERENCES design_images, product_template_id uuid REFERENCES etsy_product_templates,
  PRIMARY KEY (design_image_id, product_template_id));
CREATE TABLE design_size_config_association (
  design_image_id uuid REFERENCES design_images, size_config_id uuid REFERENCES size_configs,
  PRIMARY KEY (design_image_id, size_config_id));
CREATE TABLE mockups (
  id uuid PRIMARY KEY, name varchar NOT NULL, user_id uuid NOT NULL REFERENCES users,
  product_template_id uuid NOT NULL REFERENCES etsy_product_templates, starting_name integer,
  created_at timestamptz DEFAULT now(), updated_at timestamptz);
CREATE TABLE mockup_images (
  id uuid PRIMARY KEY, mockups_id uuid NOT NULL REFERENCES mockups, filename varchar NOT NULL,
  file_path varchar NOT NULL, watermark_path varchar, image_type varchar, created_at timestamptz DEFAULT now(),
  updated_at timestamptz);
CREATE TABLE mockup_mask_data (
  id uuid PRIMARY KEY, mockup_image_id uuid NOT NULL REFERENCES mockup_images, masks json NOT NULL, points json NOT NULL,
  is_cropped boolean, alignment varchar NOT NULL, created_at timestamptz DEFAULT now(), updated_at timestamptz);
CREATE TABLE shopify_stores (
  id uuid PRIMARY KEY, user_id uuid NOT NULL UNIQUE REFERENCES users, shop_domain varchar(255) NOT NULL,
  shop_name varchar(255) NOT NULL, access_token text NOT NULL, is_active boolean NOT NULL,
  created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now());
CREATE TABLE shopify_products (
  id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, store_id uuid NOT NULL REFERENCES shopify_stores,
  template_id uuid REFERENCES etsy_product_templates, shopify_product_id varchar NOT NULL UNIQUE,
  title varchar NOT NULL, handle varchar, description text, vendor varchar, product_type varchar, tags text,
  variants json, design_files json, mockup_images json, published_at timestamptz, status varchar,
  created_at timestamptz DEFAULT now(), updated_at timestamptz);
