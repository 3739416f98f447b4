/**
 * What a controller refuses in the objects that it makes of a Gateway or a route, or fails over: then it stops, and no status is written,
 * not even of what is in order. Only its log knows.
 */
export type GatewayOwnCheck =
  /** Gateways of a class that it has refused. */
  | 'class accepted'
  /** A listener that terminates TLS names a certificate. */
  | 'certificate named'
  /** And no more than two. */
  | 'two certificates at most'
  /** It can read the namespace of a Secret. */
  | 'secret in reach'
  /** Nobody has copied the Secret for another mesh. */
  | 'secret of one mesh'

export type RouteOwnCheck =
  /** A selector of a listener, in reach of the route, can be read. */
  | 'selector readable'
  /** A header is changed once by a filter. */
  | 'header changed once'
  /** What a redirect or a rewrite sets as hostname is no address. */
  | 'hostname no address'
  /** A mirror that needs a grant has one. */
  | 'mirror permitted'
  /** A rule has a backend or a redirect. */
  | 'backend or redirect'
  /** The name of what is made of route and Service is not too long. */
  | 'name fits'

/** A check of the controller's own that an object fails, so that no status of it is written. */
export interface OwnFault {
  readonly check: GatewayOwnCheck | RouteOwnCheck
  readonly path: string
  /** What stays equal when lists are reordered. */
  readonly key: string
}
