// Package operationssvc is the machinery of operations: it reads the queue, asks the parts of the instance how they are,
// and tells what the binary is made of. licences.json is made by tools/licences; conformance holds what the tests measured
// when the binary was built after them, else nothing.
package operationssvc
