/** Names that the generated and the hand-written manifests share. */
export const NAME = 'portcullis'
export const NAMESPACE = 'portcullis-system'
export const CA_SECRET = 'portcullis-ca'
export const HEADER =
  '# Written by `npm run generate` from src/gateway/kinds.ts and src/defaulters/. Do not edit: change the code and generate again.\n'
