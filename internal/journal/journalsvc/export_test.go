package journalsvc

// SearchAsIfLarge makes a search take the ways of a large journal: words with so many hits are common, with so many more they
// are not put in order, and so many of the newest entries are compared first. Zeros give what everybody has.
func (s *Service) SearchAsIfLarge(common, old, newestFirst int) {
	s.store.bounds = searchBounds{common: common, old: old, newest: newestFirst}
	if common == 0 {
		s.store.bounds = searchBounds{common: commonFrom, old: oldFrom, newest: newest}
	}
}
