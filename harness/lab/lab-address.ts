/** Where workers find the lab; the main process sets it before it starts them. */
export const LAB_PIPE = 'SESSIONSPEC_LAB';
/** Why there is no lab. */
export const LAB_FAILURE = 'SESSIONSPEC_LAB_FAILURE';
