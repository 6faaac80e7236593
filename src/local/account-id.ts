/** The account that everything in the local cloud belongs to. It is nobody's: real ids do not end in so many zeros. */
export const ACCOUNT_ID = '1000000000000000';
