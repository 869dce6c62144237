import type { Effect } from '../fault';
import type { Answer } from './answer';
import { flipBit, type Body } from './body';

/** Returns the response as a fault leaves it; effects that do not touch responses leave it whole. */
export function spoilAnswer(effect: Effect, answer: Answer, body: Body): Answer {
  switch (effect.type) {
    case 'wrongEtag':
      return withHeader(answer, 'ETag', `"${'0'.repeat(32)}"`);
    case 'wrongCrc':
      return withHeader(answer, 'x-cos-hash-crc64ecma', '1');
    case 'garbage':
      return {
        ...answer,
        status: 200,
        headers: { 'Content-Type': 'text/html' },
        body: [Buffer.from('<<<]]> not {it')],
      };
    case 'lacks':
      return withoutHeaders(answer, effect.headers);
    case 'corruptBody': {
      const [first, ...rest] = answer.body;
      return body.received === 0 && first ? { ...answer, body: [flipBit(first), ...rest] } : answer;
    }
    case 'reset':
    case 'hang':
    case 'late':
    case 'status':
    case 'intercept':
    case 'truncateAnswer':
      return answer;
  }
}

function withoutHeaders(answer: Answer, names: readonly string[]): Answer {
  const headers = Object.entries(answer.headers).filter(([name]) => !names.includes(name.toLowerCase()));
  const lacksLength = names.includes('content-length');
  return { ...answer, headers: Object.fromEntries(headers), ...(lacksLength && { lacksLength }) };
}

function withHeader(answer: Answer, name: string, value: string): Answer {
  return name in answer.headers ? { ...answer, headers: { ...answer.headers, [name]: value } } : answer;
}
