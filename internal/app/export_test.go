package app

// SealedColumns is the list of all columns that hold sealed values.
var SealedColumns = sealedColumns
