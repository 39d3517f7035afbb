UPDATE visits SET amount = amount + 1;
