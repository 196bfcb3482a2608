/** Whether a text that is sent holds another, as it stands, as in a form, in JSON, or as credentials of the Basic scheme. */
export const carriesText = (sent: string, wanted: string): boolean => {
  if (wanted === '' || sent === '') return false;
  const form = new URLSearchParams([['', wanted]]).toString().slice(1);
  const forms = [wanted, encodeURIComponent(wanted), form, JSON.stringify(wanted).slice(1, -1)];
  if (forms.some((one) => sent.includes(one))) return true;
  const basic = /^Basic ([\w+/=-]+)$/i.exec(sent)?.[1];
  return basic !== undefined && Buffer.from(basic, 'base64').toString('utf8').endsWith(`:${wanted}`);
};
