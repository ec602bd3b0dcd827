// Package gqlenum maps enums between their stored form (lower_snake) and their GraphQL form (UPPER_SNAKE).
//
// A noun needs its list of values and two one-line methods:
//
//	func (k Kind) MarshalGQL(w io.Writer)       { gqlenum.Marshal(w, string(k)) }
//	func (k *Kind) UnmarshalGQL(v any) error    { return gqlenum.Into(k, v, Kinds...) }
package gqlenum
