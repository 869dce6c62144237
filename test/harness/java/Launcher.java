import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What the native part of `java -jar` looks at before Java does, told in Java: the end record, the first entry, the manifest. */
final class Launcher {
  private static final int END = 0x06054b50, ENTRY = 0x02014b50, LOCAL = 0x04034b50, END64 = 0x06064b50, LOCATOR64 = 0x07064b50;

  private final byte[] file;
  private long base;
  private long directory;

  private Launcher(byte[] file) {
    this.file = file;
  }

  /** Throws where the file would be called corrupt. */
  static void check(String path) throws IOException {
    byte[] bytes;
    try (RandomAccessFile from = new RandomAccessFile(path, "r")) {
      bytes = new byte[(int) from.length()];
      from.readFully(bytes);
    }
    Launcher launcher = new Launcher(bytes);
    launcher.findDirectory();
    launcher.readManifest();
  }

  private void findDirectory() throws IOException {
    int end = file.length - 22;
    if (end < 0) throw new IOException("launcher: no end record");
    if (u4(end) != u(END)) {
      int last = Math.max(0, file.length - 22 - 0xffff);
      while (end >= last && !(u4(end) == u(END) && end + 22 + u2(end + 20) == file.length)) end--;
      if (end < last) throw new IOException("launcher: no end record");
    }
    long size = u4(end + 12), offset = u4(end + 16), count = u2(end + 10);
    if (size + offset != end && end - 76 >= 0 && u4(end - 20) == u(LOCATOR64) && u4(end - 16) == u2(end + 4)) {
      if (isEnd64(end - 76, size, offset, count)) {
        take(end - 76);
        return;
      }
      long other = u8(end - 12);
      if (other >= 0 && other + 56 <= file.length && isEnd64(other, size, offset, count)) {
        take(other);
        return;
      }
    }
    if (!isEnd(end, size, offset)) throw new IOException("launcher: end record does not fit");
    directory = end - size;
    base = directory - offset;
  }

  private void take(long at) throws IOException {
    directory = at - u8(at + 40);
    base = directory - u8(at + 48);
  }

  private boolean isEnd64(long at, long size, long offset, long count) throws IOException {
    if (u4(at) != u(END64)) return false;
    long size64 = u8(at + 40), offset64 = u8(at + 48), count64 = u8(at + 32);
    return (size64 == size || size == 0xffffffffL) && (offset64 == offset || offset == 0xffffffffL)
        && (count64 == count || count == 0xffff) && isEnd(at, size64, offset64);
  }

  private boolean isEnd(long at, long size, long offset) throws IOException {
    long start = at - size, first = at - (size + offset);
    if (start < 0 || offset < 0) return false;
    if (size == 0) return true;
    if (start + 46 > file.length || u4(start) != u(ENTRY)) return false;
    long local = first + localOf(start);
    return local >= 0 && local + 30 <= file.length && u4(local) == u(LOCAL) && u2(start + 28) == u2(local + 26);
  }

  private long localOf(long entry) throws IOException {
    long offset = u4(entry + 42);
    return offset == 0xffffffffL ? wide(entry)[2] : offset;
  }

  /** Size, packed size and place of an entry, from its ZIP64 field where they are full. */
  private long[] wide(long entry) throws IOException {
    long[] sizes = {u4(entry + 24), u4(entry + 20), u4(entry + 42)};
    boolean isFull = sizes[0] == 0xffffffffL || sizes[1] == 0xffffffffL || sizes[2] == 0xffffffffL;
    long from = entry + 46 + u2(entry + 28), length = u2(entry + 30);
    for (long at = 0; isFull && at < length; at += 4 + (short) u2(from + at + 2)) {
      if (u2(from + at) != 1) continue;
      int wanted = u2(entry + 34) == 0xffff ? 4 : 0;
      for (long size : sizes) if (size == 0xffffffffL) wanted += 8;
      if (u2(from + at + 2) != wanted) throw new IOException("launcher: ZIP64 field does not fit");
      long next = from + at + 4;
      for (int i = 0; i < 3; i++)
        if (sizes[i] == 0xffffffffL) {
          sizes[i] = u8(next);
          next += 8;
        }
      break;
    }
    return sizes;
  }

  private void readManifest() throws IOException {
    byte[] name = "META-INF/MANIFEST.MF".getBytes(StandardCharsets.US_ASCII);
    for (long at = directory; at + 46 <= file.length && u4(at) == u(ENTRY); at += 46 + u2(at + 28) + u2(at + 30) + u2(at + 32)) {
      if (u2(at + 28) != name.length || !new String(file, (int) at + 46, name.length, StandardCharsets.ISO_8859_1).equals("META-INF/MANIFEST.MF")) continue;
      long[] sizes = wide(at);
      long local = base + sizes[2];
      if (local < 0 || u4(local) != u(LOCAL)) throw new IOException("launcher: no local header");
      parse(unpack(u2(at + 10), local + 30 + u2(local + 26) + u2(local + 28), sizes));
      return;
    }
    throw new IOException("launcher: no manifest");
  }

  private String unpack(int method, long start, long[] sizes) throws IOException {
    if (sizes[0] > 1 << 26 || start + sizes[1] > file.length) throw new IOException("launcher: manifest outside");
    if (method == 0) return new String(file, (int) start, (int) sizes[1], StandardCharsets.ISO_8859_1);
    if (method != 8) throw new IOException("launcher: method");
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(file, (int) start, (int) sizes[1]);
      byte[] out = new byte[(int) sizes[0]];
      int length = inflater.inflate(out);
      return new String(out, 0, length, StandardCharsets.ISO_8859_1);
    } catch (DataFormatException error) {
      throw new IOException("launcher: manifest cannot be unpacked");
    } finally {
      inflater.end();
    }
  }

  private static void parse(String text) throws IOException {
    int nul = text.indexOf(0);
    String rest = nul < 0 ? text : text.substring(0, nul);
    while (!rest.isEmpty() && rest.charAt(0) != '\n' && rest.charAt(0) != '\r') {
      StringBuilder header = new StringBuilder();
      int end = lineEnd(rest);
      header.append(rest, 0, end);
      boolean isEnded = end < rest.length();
      rest = behind(rest, end);
      while (isEnded && rest.startsWith(" ")) {
        end = lineEnd(rest);
        if (end == rest.length()) throw new IOException("launcher: manifest without end");
        header.append(rest, 1, end);
        rest = behind(rest, end);
      }
      int colon = header.indexOf(":");
      if (colon < 0 || colon + 1 >= header.length() || header.charAt(colon + 1) != ' ')
        throw new IOException("launcher: manifest line");
    }
  }

  private static int lineEnd(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') at++;
    return at;
  }

  private static String behind(String text, int end) {
    int next = text.startsWith("\r\n", end) ? end + 2 : end + 1;
    return text.substring(Math.min(next, text.length()));
  }

  private static long u(int word) {
    return word & 0xffffffffL;
  }

  private int u1(long at) throws IOException {
    if (at < 0 || at >= file.length) throw new EOFException("launcher: outside");
    return file[(int) at] & 0xff;
  }

  private int u2(long at) throws IOException {
    return u1(at) | u1(at + 1) << 8;
  }

  private long u4(long at) throws IOException {
    return u(u2(at) | u2(at + 2) << 16);
  }

  private long u8(long at) throws IOException {
    return u4(at) | u4(at + 4) << 32;
  }
}
