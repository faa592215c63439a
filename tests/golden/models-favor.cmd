models favor
