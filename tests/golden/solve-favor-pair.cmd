solve favor/pair
