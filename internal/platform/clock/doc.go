// Package clock is the only place that reads the time of day.
//
// Everything that needs "now" takes a [Clock]: [System] in the running product, a [Fake] in tests.
// Times are always UTC; what they mean in a person's zone is the business of package day.
package clock
