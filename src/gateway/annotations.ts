/** On a GatewayClass or Gateway, with the value `off`: Kong's unmanaged annotation is not to be added, the class is managed on purpose. */
export const UNMANAGED_OPT_OUT = 'portcullis.dev/unmanaged-annotation'
