// Package demo makes three people with eighteen months of logs, to look around in and to test with, and removes them again.
//
// The logs are a pure function of the persona and the last day: the same day gives the same logs, byte for byte.
// They enter by the same use cases as everybody's, so that what the demo shows is what the product does.
package demo
