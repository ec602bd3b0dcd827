// Package config holds every setting of the product in one struct, read from flags, TAMATAR_* variables and
// TAMATAR_*_FILE files, and checked as a whole by [Config.Validate] before anything is opened.
//
// A refusal is one or more plain sentences that say what to do. Nothing outside this package and cmd reads the environment.
package config
