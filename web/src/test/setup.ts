import '@testing-library/jest-dom/vitest';
import { i18n } from '@lingui/core';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';

beforeEach(() => {
	// Source texts stand in for the catalogue.
	i18n.loadAndActivate({ locale: 'en', messages: {} });
	localStorage.clear();
});

afterEach(cleanup);
