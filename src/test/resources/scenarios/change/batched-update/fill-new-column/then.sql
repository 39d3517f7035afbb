UPDATE people SET full_name = concat_ws(' ', first_name, last_name);
