INSERT INTO invoices
SELECT id, (SELECT sum(l.amount) FROM order_lines l WHERE l.order_id = orders.id) FROM orders WHERE is_paid
ON CONFLICT DO NOTHING;
