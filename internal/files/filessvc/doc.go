// Package filessvc keeps the files of people: it takes uploads apart, draws pictures anew, counts what each person uses,
// hands files to those who may read them, and sweeps what nothing shows.
//
// Order of a keep: space and row in one transaction, then the bytes, then the row says that it is ready. Order of a removal:
// the bytes, then row and space. So a crash leaves a row at most, which the sweep finds; never bytes that nobody knows.
package filessvc
