import {
	type CSSVariablesResolver,
	createTheme,
	type MantineColorsTuple,
	type VariantColorsResolver,
} from '@mantine/core';

const ember: MantineColorsTuple = [
	'#fff3ec',
	'#ffe3d3',
	'#ffc5a5',
	'#ffa473',
	'#ff8a4c',
	'#f8702b',
	'#dd5512',
	'#b8420a',
	'#933609',
	'#6e2a0a',
];

const pine: MantineColorsTuple = [
	'#e9f7f3',
	'#d2ece4',
	'#a5dac9',
	'#74c6ab',
	'#4cb592',
	'#2f9f7c',
	'#1c8465',
	'#136a51',
	'#0e533f',
	'#0a3c2e',
];

/** Warm paper in place of Mantine's cold grays. */
const gray: MantineColorsTuple = [
	'#faf7f2',
	'#f4efe7',
	'#e8e2d8',
	'#d8d0c3',
	'#bdb3a4',
	'#8f8577',
	'#6b6358',
	'#4d463d',
	'#332e27',
	'#1c1915',
];

/** Ink for the dark scheme. */
const dark: MantineColorsTuple = [
	'#ece7df',
	'#c9c1b5',
	'#a39b8f',
	'#7b7267',
	'#3b362f',
	'#2e2a25',
	'#211e1a',
	'#1b1916',
	'#14120f',
	'#100e0c',
];

interface Tone {
	fill: string;
	fillHover: string;
	on: string;
	text: string;
	soft: string;
	softHover: string;
	onSoft: string;
}

const tones: Record<string, Tone> = {
	ember: {
		fill: 'var(--tm-accent)',
		fillHover: 'var(--tm-accent-hover)',
		on: 'var(--tm-on-accent)',
		text: 'var(--tm-accent-text)',
		soft: 'var(--tm-accent-soft)',
		softHover: 'var(--tm-accent-soft-hover)',
		onSoft: 'var(--tm-on-accent-soft)',
	},
	pine: {
		fill: 'var(--tm-pine-fill)',
		fillHover: 'var(--tm-pine)',
		on: 'var(--tm-on-pine)',
		text: 'var(--tm-pine-text)',
		soft: 'var(--tm-pine-soft)',
		softHover: 'var(--tm-hover)',
		onSoft: 'var(--tm-pine-text)',
	},
	red: {
		fill: 'var(--tm-error-fill)',
		fillHover: 'var(--tm-error)',
		on: 'var(--tm-on-error)',
		text: 'var(--tm-error)',
		soft: 'var(--tm-error-soft)',
		softHover: 'var(--tm-error-soft)',
		onSoft: 'var(--tm-error)',
	},
	gray: {
		fill: 'var(--tm-ink)',
		fillHover: 'var(--tm-ink-dim)',
		on: 'var(--tm-body)',
		text: 'var(--tm-ink)',
		soft: 'var(--tm-hover)',
		softHover: 'var(--tm-hairline)',
		onSoft: 'var(--tm-ink)',
	},
};

const emberTone = tones.ember as Tone;

/** Colours of variants from the tokens: Mantine's autoContrast picks badly in the dark. */
const variantColorResolver: VariantColorsResolver = ({ color, variant }) => {
	const tone = tones[String(color ?? 'ember').split('.')[0] ?? 'ember'] ?? emberTone;
	const none = '1px solid transparent';
	switch (variant) {
		case 'filled':
			return { background: tone.fill, hover: tone.fillHover, color: tone.on, border: none };
		case 'light':
			return { background: tone.soft, hover: tone.softHover, color: tone.onSoft, border: none };
		case 'outline':
			return {
				background: 'transparent',
				hover: tone.soft,
				color: tone.text,
				border: `1px solid ${tone.text}`,
			};
		case 'default':
			return {
				background: 'var(--tm-surface)',
				hover: 'var(--tm-hover)',
				color: 'var(--tm-ink)',
				border: '1px solid var(--tm-input-border)',
			};
		case 'white':
			return {
				background: 'var(--tm-surface)',
				hover: 'var(--tm-hover)',
				color: tone.text,
				border: none,
			};
		case 'transparent':
			return { background: 'transparent', hover: 'transparent', color: tone.text, border: none };
		default:
			return {
				background: 'transparent',
				hover: 'var(--tm-hover)',
				color: tone.text,
				border: none,
			};
	}
};

/** Points Mantine's own variables at the token sheet. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
	const scheme = {
		'--mantine-color-body': 'var(--tm-body)',
		'--mantine-color-text': 'var(--tm-ink)',
		'--mantine-color-bright': 'var(--tm-ink)',
		'--mantine-color-dimmed': 'var(--tm-ink-dim)',
		'--mantine-color-placeholder': 'var(--tm-ink-faint)',
		'--mantine-color-anchor': 'var(--tm-accent-text)',
		'--mantine-color-error': 'var(--tm-error)',
		'--mantine-color-default': 'var(--tm-surface)',
		'--mantine-color-default-hover': 'var(--tm-hover)',
		'--mantine-color-default-color': 'var(--tm-ink)',
		'--mantine-color-default-border': 'var(--tm-input-border)',
		'--mantine-color-disabled': 'var(--tm-sunken)',
		'--mantine-color-disabled-color': 'var(--tm-ink-faint)',
		'--mantine-color-disabled-border': 'var(--tm-hairline)',
		'--mantine-primary-color-contrast': 'var(--tm-on-accent)',
		'--mantine-primary-color-filled': 'var(--tm-accent)',
		'--mantine-primary-color-filled-hover': 'var(--tm-accent-hover)',
		'--mantine-primary-color-light': 'var(--tm-accent-soft)',
		'--mantine-primary-color-light-hover': 'var(--tm-accent-soft-hover)',
		'--mantine-primary-color-light-color': 'var(--tm-on-accent-soft)',
	};
	return {
		variables: { '--mantine-cursor-type': 'pointer' },
		light: scheme,
		dark: scheme,
	};
};

/** The look of every Mantine component. */
export const theme = createTheme({
	colors: { ember, pine, gray, dark },
	primaryColor: 'ember',
	primaryShade: { light: 7, dark: 4 },
	black: '#1c1915',
	white: '#fffdfa',
	variantColorResolver,
	fontFamily: 'var(--tm-font-text)',
	fontFamilyMonospace: 'var(--tm-font-code)',
	headings: { fontFamily: 'var(--tm-font-heading)', fontWeight: '650' },
	radius: { xs: '4px', sm: '6px', md: '10px', lg: '16px', xl: '32px' },
	defaultRadius: 'md',
	shadows: {
		xs: 'var(--tm-shadow)',
		sm: 'var(--tm-shadow)',
		md: 'var(--tm-shadow-float)',
		lg: 'var(--tm-shadow-float)',
		xl: 'var(--tm-shadow-float)',
	},
	focusRing: 'auto',
	respectReducedMotion: true,
	components: {
		Menu: {
			defaultProps: { shadow: 'md', radius: 'md', position: 'bottom-end', withinPortal: true },
		},
		Tooltip: { defaultProps: { openDelay: 350, withArrow: false, events: tooltipEvents() } },
		Button: { defaultProps: { size: 'sm' } },
		Skeleton: { defaultProps: { radius: 'sm' } },
	},
});

/** A tooltip shows for a keyboard and for a finger too. */
function tooltipEvents() {
	return { hover: true, focus: true, touch: true };
}
