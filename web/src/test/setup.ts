import '@testing-library/jest-dom/vitest';
import { i18n } from '@lingui/core';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';

// Lazy parts load slowly on a busy machine.
configure({ asyncUtilTimeout: 8000 });

beforeEach(() => {
	// Source texts stand in for the catalogue.
	i18n.loadAndActivate({ locale: 'en', messages: {} });
	localStorage.clear();
});

afterEach(cleanup);
