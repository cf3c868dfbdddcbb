import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A step after ready, without any library: `javac --release 17 -d code src/Orientation.java`. */
public class Orientation {
  private static final Pattern original = Pattern.compile("\"original\":\\{[^}]*\"width\":(\\d+),\"height\":(\\d+)");

  public void handle(InputStream request, OutputStream answer) throws IOException {
    String json = new String(request.readAllBytes(), StandardCharsets.UTF_8);
    MatchResult size = original.matcher(json).results().findFirst().orElseThrow();
    int wider = Integer.compare(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    String tag = wider > 0 ? "landscape" : wider < 0 ? "portrait" : "square";
    answer.write(("{\"tags\":[\"" + tag + "\"]}").getBytes(StandardCharsets.UTF_8));
  }
}
