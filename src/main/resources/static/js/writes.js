// Buttons that change something: they need the token, may ask first, and show what the server said.

import { post } from './api.js';
import { byId, element } from './elements.js';
import { notice } from './notices.js';
import { mayWrite } from './token.js';

function confirmed(question) {
  const dialog = byId('confirm');
  byId('confirmTitle').textContent = question.title;
  byId('confirmText').textContent = question.text;
  byId('confirmYes').textContent = question.yes;
  dialog.returnValue = 'no';
  dialog.showModal();
  byId('confirmNo').focus();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}

/**
 * words; path and body of the POST; done: what to say when the answer says nothing; question: asked first;
 * keeps: the same for the button that takes its place; after: called once it was answered.
 */
export function writeButton({ words, path, body, done, question, kind, keeps, after }) {
  let busy = false;
  const button = element(
    'button',
    {
      type: 'button',
      class: kind,
      'data-keeps': keeps,
      disabled: !mayWrite(),
      'aria-describedby': mayWrite() ? null : 'readOnly',
      title: mayWrite() ? null : 'Open the link that gpicl serve printed: it brings the token.',
      click: async () => {
        if (busy || (question && !(await confirmed(question)))) return;
        // Not disabled, which would cost it the focus.
        busy = true;
        button.setAttribute('aria-disabled', 'true');
        try {
          const answer = await post(path, body);
          notice(answer?.told || done);
        } catch (error) {
          notice(words + ': ' + error.message, 'error');
        } finally {
          busy = false;
          button.removeAttribute('aria-disabled');
          after?.();
        }
      },
    },
    words,
  );
  return button;
}
