import java.io.BufferedReader;
import java.io.InputStreamReader;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** Reads two versions a line, separated by a tab, and prints -1, 0 or 1 for each line. */
class CompareMaven {
  public static void main(String[] args) throws Exception {
    var signs = new StringBuilder();
    try (var reader = new BufferedReader(new InputStreamReader(System.in))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        var pair = line.split("\t", -1);
        int sign = new ComparableVersion(pair[0]).compareTo(new ComparableVersion(pair[1]));
        signs.append(Integer.signum(sign)).append('\n');
      }
    }
    System.out.print(signs);
  }
}
