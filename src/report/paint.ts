const CODES = { red: 31, yellow: 33, green: 32, dim: 2, bold: 1 } as const

/** Dresses text for a terminal. */
export type Paint = (style: keyof typeof CODES, text: string) => string

export const plain: Paint = (_, text) => text
export const coloured: Paint = (style, text) => (text === '' ? '' : `\u001b[${CODES[style]}m${text}\u001b[0m`)
