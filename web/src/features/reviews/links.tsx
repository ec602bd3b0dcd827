import { ActionIcon, type ActionIconProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type Anchor<P> = P & Omit<ComponentPropsWithRef<'a'>, keyof P>;

/** A link within the app that looks like a button. */
export const LinkButton = createLink((props: Anchor<ButtonProps>) => (
	<Button component="a" {...props} />
));

/** A link within the app that is an icon; give it an aria-label. */
export const LinkIcon = createLink((props: Anchor<ActionIconProps>) => (
	<ActionIcon component="a" {...props} />
));
