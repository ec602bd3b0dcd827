// Package tools holds the programs that document, check and measure the product. `go generate ./tools` renews the
// documents that are made from the source.
package tools

//go:generate go run ./schemadoc -root ..
//go:generate go run ./errcatalogue -root ..
//go:generate go run ./eventdoc -root ..
//go:generate go run ./configdoc ..
//go:generate sh -c "cd .. && go run ./tools/licences"
