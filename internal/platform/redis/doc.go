// Package redis is the door to the Redis that several nodes share. It holds nothing that must not be lost: limits,
// spent tickets, and what just happened for open tabs.
//
// A [Client] connects when it is first asked, and again after an outage; the server starts and runs without Redis.
package redis
