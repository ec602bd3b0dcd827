// Package password hashes passwords and decides which ones are good enough.
//
// Hashing is argon2id (19 MiB, 2 passes, 1 lane; PHC string) over an HMAC with the instance's pepper, behind a small pool:
// a storm of sign-ins waits its turn or is told to come back, and never fills the memory. Texts are NFC-normalised first, so
// the same password typed on two keyboards is the same.
//
// [Policy] refuses what others would guess: common passwords, words of the person and the instance, repetitions, sequences and
// keyboard walks. It has no rules about kinds of characters.
//
// common.bloom holds the 474,743 values of at least 8 characters from Mark Burnett's ten million passwords (top million) and
// zxcvbn-ts; NOTICE tells their sources and licences, gencommon.go makes the file.
package password
