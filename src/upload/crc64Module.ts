/**
 * The WebAssembly module behind `Crc64`, base64. Memory: eight tables of 256 eight-byte entries from 0, bytes to hash
 * from 16384 up. `update(crc, from, to)` takes eight bytes a step; its source is this text:
 *
 * (module
 *   (memory (export "memory") 5)
 *   (func $tables
 *     (local $i i32) (local $crc i64) (local $bit i32)
 *     (loop $entries
 *       (if (i32.lt_u (local.get $i) (i32.const 2048))
 *         (then
 *           (local.set $crc (i64.extend_i32_u (i32.shr_u (local.get $i) (i32.const 3))))
 *           (local.set $bit (i32.const 8))
 *           (loop $bits
 *             (local.set $crc
 *               (i64.xor
 *                 (i64.shr_u (local.get $crc) (i64.const 1))
 *                 (i64.and (i64.const 0xC96C5795D7870F42)
 *                   (i64.sub (i64.const 0) (i64.and (local.get $crc) (i64.const 1))))))
 *             (br_if $bits (local.tee $bit (i32.sub (local.get $bit) (i32.const 1))))))
 *         (else
 *           (local.set $crc (i64.load (i32.sub (local.get $i) (i32.const 2048))))
 *           (local.set $crc
 *             (i64.xor
 *               (i64.shr_u (local.get $crc) (i64.const 8))
 *               (i64.load (i32.shl (i32.and (i32.wrap_i64 (local.get $crc)) (i32.const 255)) (i32.const 3)))))))
 *       (i64.store (local.get $i) (local.get $crc))
 *       (br_if $entries
 *         (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const 16384)))))
 *   (func (export "update") (param $crc i64) (param $at i32) (param $end i32) (result i64)
 *     (local $fast i32)
 *     (local.set $fast (i32.sub (local.get $end) (i32.const 7)))
 *     (block $slow
 *       (loop $eight
 *         (br_if $slow (i32.ge_s (local.get $at) (local.get $fast)))
 *         (local.set $crc (i64.xor (local.get $crc) (i64.load (local.get $at))))
 *         (local.set $crc
 *           (i64.xor
 *             (i64.xor
 *               (i64.xor
 *                 (i64.load offset=14336 (i32.shl (i32.and (i32.wrap_i64 (local.get $crc)) (i32.const 255)) (i32.const 3)))
 *                 (i64.load offset=12288 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $crc) (i64.const 5))) (i32.const 2040))))
 *               (i64.xor
 *                 (i64.load offset=10240 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $crc) (i64.const 13))) (i32.const 2040)))
 *                 (i64.load offset=8192 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $crc) (i64.const 21))) (i32.const 2040)))))
 *             (i64.xor
 *               (i64.xor
 *                 (i64.load offset=6144 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $crc) (i64.const 29))) (i32.const 2040)))
 *                 (i64.load offset=4096 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $crc) (i64.const 37))) (i32.const 2040))))
 *               (i64.xor
 *                 (i64.load offset=2048 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $crc) (i64.const 45))) (i32.const 2040)))
 *                 (i64.load (i32.and (i32.wrap_i64 (i64.shr_u (local.get $crc) (i64.const 53))) (i32.const 2040)))))))
 *         (local.set $at (i32.add (local.get $at) (i32.const 8)))
 *         (br $eight)))
 *     (block $done
 *       (loop $one
 *         (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
 *         (local.set $crc
 *           (i64.xor
 *             (i64.shr_u (local.get $crc) (i64.const 8))
 *             (i64.load (i32.shl (i32.and (i32.xor (i32.wrap_i64 (local.get $crc)) (i32.load8_u (local.get $at))) (i32.const 255)) (i32.const 3)))))
 *         (local.set $at (i32.add (local.get $at) (i32.const 1)))
 *         (br $one)))
 *     (local.get $crc))
 *   (start $tables))
 */
export const crc64Module =
  'AGFzbQEAAAABCwJgAABgA35/fwF+AwMCAAEFAwEABQcTAgZtZW1vcnkCAAZ1cGRhdGUAAQgBAArXAgJ9AwF/AX4BfwNAIABBgBBJ' +
  'BEAgAEEDdq0hAUEIIQIDQCABQgGIQsKenLzd8pW2SUIAIAFCAYN9g4UhASACQQFrIgINAAsFIABBgBBrKQMAIQEgAUIIiCABp0H/' +
  'AXFBA3QpAwCFIQELIAAgATcDACAAQQhqIgBBgIABSQ0ACwvWAQEBfyACQQdrIQMCQANAIAEgA04NASAAIAEpAwCFIQAgAKdB/wFx' +
  'QQN0KQOAcCAAQgWIp0H4D3EpA4BghSAAQg2Ip0H4D3EpA4BQIABCFYinQfgPcSkDgECFhSAAQh2Ip0H4D3EpA4AwIABCJYinQfgP' +
  'cSkDgCCFIABCLYinQfgPcSkDgBAgAEI1iKdB+A9xKQMAhYWFIQAgAUEIaiEBDAALCwJAA0AgASACTw0BIABCCIggAKcgAS0AAHNB' +
  '/wFxQQN0KQMAhSEAIAFBAWohAQwACwsgAAs=';
