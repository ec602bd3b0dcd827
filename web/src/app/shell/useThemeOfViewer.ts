import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { usePref } from '@/lib/prefs';
import { useUpdateViewer, useViewer } from '@/lib/viewer';
import { type Scheme, schemeOf, themeOf } from '../scheme';

/** Follows the theme of the profile, so that every device looks the same. */
export function useThemeOfViewer(): void {
	const { theme } = useViewer();
	const { setColorScheme } = useMantineColorScheme();
	const [contrast] = usePref('contrast', 'system');
	const applied = useRef<string>('');
	useEffect(() => {
		if (applied.current === theme) return;
		applied.current = theme;
		setColorScheme(schemeOf(theme));
	}, [theme, setColorScheme]);
	useEffect(() => {
		document.documentElement.dataset.contrast = contrast;
	}, [contrast]);
}

/** The scheme that is shown, and ways to change it. The choice is kept in the profile. */
export function useSchemeSwitch() {
	const { colorScheme, setColorScheme } = useMantineColorScheme();
	const computed = useComputedColorScheme('light');
	const update = useUpdateViewer();
	const choose = (scheme: Scheme) => {
		setColorScheme(scheme);
		// The look changes at once; the profile follows when it can.
		void update({ theme: themeOf(scheme) }).catch(() => {});
	};
	const dark = computed === 'dark';
	return { scheme: colorScheme, dark, choose, toggle: () => choose(dark ? 'light' : 'dark') };
}
