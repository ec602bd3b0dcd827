module tamatar.dev/control

go 1.26
