// Package span adds steps to the trace of a request. Without a collector there is no trace, and a step costs one look into
// the context. Names and attributes hold words of the program only: never an argument, never what somebody wrote.
package span
