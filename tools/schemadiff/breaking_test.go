package main

import (
	"slices"
	"testing"

	"tamatar.dev/tamatar/tools/apischema"
)

const before = `
type Query { a: String b(x: Int): Int! c: T list: [String!]! }
type T { f: String }
enum E { ONE TWO }
input I { x: Int y: Int! }
`

func TestBreaking(t *testing.T) {
	cases := []struct {
		name, now string
		want      []string
	}{
		{"nothing changed", before, nil},
		{
			"additions, and promises that grew",
			`type Query { a: String! b(x: Int, z: Int): Int! c: T list: [String!]! d: Int } type T { f: String g: E } enum E { ONE TWO THREE } input I { x: Int y: Int z: Int } type U { u: Int }`,
			nil,
		},
		{
			"everything a caller may stumble over",
			`type Query { b(x: Int!, n: Int!): Int c: String list: [String]! } enum E { ONE } input I { x: String y: Int! z: Int! }`,
			[]string{
				"argument Query.b(x): Int became Int!", "argument required: Query.b(n)", "enum value removed: E.TWO", "field Query.b: Int! became Int",
				"field Query.c: T became String", "field Query.list: [String!]! became [String]!", "field removed: Query.a",
				"input field I.x: Int became String", "input field required: I.z", "type removed: T",
			},
		},
	}
	old, err := apischema.Parse("before", before)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			now, err := apischema.Parse("now", c.now)
			if err != nil {
				t.Fatal(err)
			}
			if got := Breaking(old, now); !slices.Equal(got, c.want) {
				t.Fatalf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestTheCommittedSchemaIsNotBroken compares the schema files with what is committed.
func TestTheCommittedSchemaIsNotBroken(t *testing.T) {
	breaking, marked, err := compare("../..", "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if len(breaking) > 0 && !marked {
		t.Fatal(breaking)
	}
}
