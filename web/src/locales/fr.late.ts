import type { Messages } from '@lingui/core';

const rooms = import.meta.glob<{ messages: Messages }>(
	['./fr/*.po', '!./fr/{app,insights,journal}.po'],
	{ eager: true },
);

export const messages: Messages = Object.assign({}, ...Object.values(rooms).map((r) => r.messages));
