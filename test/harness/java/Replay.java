import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Reads paths of JARs from its input and says for each, on a line, `ok` where `java -jar` comes to `main`, or `refused` and why. */
public final class Replay {
  public static void main(String[] arguments) throws IOException {
    BufferedReader paths = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String path = paths.readLine(); path != null; path = paths.readLine()) {
      String outcome;
      try {
        Launcher.check(path);
        start(path);
        outcome = "ok";
      } catch (Throwable error) {
        outcome = "refused " + error;
      }
      System.out.println(outcome.replaceAll("[\\r\\n]", " "));
      System.out.flush();
    }
  }

  private static void start(String path) throws Exception {
    try (JarFile jar = new JarFile(path); URLClassLoader loader = new URLClassLoader(new URL[] {new File(path).toURI().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Manifest manifest = jar.getManifest();
      if (manifest == null) throw new IOException("no manifest");
      String name = manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
      if (name == null) throw new IOException("no main class");
      name = name.trim().replace('/', '.');
      findMain(Class.forName(name, false, loader));
      if (name.startsWith("org.springframework.boot.loader.")) boot(jar, manifest, loader);
    }
  }

  /** Spring Boot's launcher: libraries are stored, and the class to start with is found by its own loader. */
  private static void boot(JarFile jar, Manifest manifest, ClassLoader parent) throws Exception {
    String start = manifest.getMainAttributes().getValue("Start-Class");
    if (start == null) throw new IOException("no Start-Class");
    boolean isWar = jar.getEntry("WEB-INF/") != null || jar.getEntry("WEB-INF/classes/") != null;
    String folder = isWar ? "WEB-INF/" : "BOOT-INF/";
    for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements();) {
      JarEntry entry = entries.nextElement();
      boolean isLibrary = entry.getName().startsWith(folder + "lib/") && entry.getName().endsWith(".jar");
      if (isLibrary && entry.getMethod() != ZipEntry.STORED) throw new IOException("compressed " + entry.getName());
    }
    ClassLoader loader = new ClassLoader(parent) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry(folder + "classes/" + name.replace('.', '/') + ".class");
        if (entry == null) throw new ClassNotFoundException(name);
        try (InputStream from = jar.getInputStream(entry)) {
          byte[] bytes = from.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException error) {
          throw new ClassNotFoundException(name, error);
        }
      }
    };
    findMain(Class.forName(start.trim(), false, loader));
  }

  private static void findMain(Class<?> from) throws NoSuchMethodException {
    Method main = from.getMethod("main", String[].class);
    if (!Modifier.isStatic(main.getModifiers()) || main.getReturnType() != void.class) throw new NoSuchMethodException("main");
  }
}
