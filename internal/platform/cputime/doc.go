// Package cputime tells how long this process has worked. Unlike the time of a clock it does not grow while others work,
// so tests and benchmarks can bound it on a busy machine.
package cputime
