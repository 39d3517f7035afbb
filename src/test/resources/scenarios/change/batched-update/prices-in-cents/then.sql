UPDATE products SET price = price * 100, currency = 'cent' WHERE currency = 'euro';
