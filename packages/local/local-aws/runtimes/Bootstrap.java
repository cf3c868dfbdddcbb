// The bootstrap of a Java execution environment: a client of the Lambda Runtime API. It runs handlers of streams,
// `Class::method(InputStream, OutputStream)`, also with the Context of aws-lambda-java-core if the function's jar has it.

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

public class Bootstrap {
  static final Map<String, String> env = System.getenv();
  static final String api = "http://" + env.get("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime";

  /** The handler's method and the object that has it; null where it is static. */
  record Handler(Object target, Method method) {}

  record Event(String requestId, String arn, long deadline, byte[] body) {}

  public static void main(String[] args) throws Exception {
    Handler handler;
    try {
      handler = load(env.get("_HANDLER"));
    } catch (Throwable error) {
      report("/init/error", error, "");
      System.exit(1);
      return;
    }
    while (true) {
      Event event = next();
      String path = "/invocation/" + event.requestId();
      byte[] answer;
      try {
        answer = run(handler, event);
      } catch (Throwable error) {
        report(path + "/error", error, event.requestId());
        continue;
      }
      markOutputEnd(event.requestId());
      post(path + "/response", answer, null);
    }
  }

  static Handler load(String name) throws Exception {
    String[] parts = name.split("::");
    Class<?> type = Class.forName(parts[0]);
    String wanted = parts.length > 1 ? parts[1] : "handleRequest";
    for (Method method : type.getMethods()) {
      Class<?>[] takes = method.getParameterTypes();
      boolean streams = takes.length >= 2 && takes[0] == InputStream.class && takes[1] == OutputStream.class;
      boolean context = takes.length == 3 && takes[2].isInterface();
      if (!method.getName().equals(wanted) || !streams || (takes.length > 2 && !context)) continue;
      method.setAccessible(true);
      boolean isStatic = Modifier.isStatic(method.getModifiers());
      return new Handler(isStatic ? null : type.getConstructor().newInstance(), method);
    }
    throw new NoSuchMethodException(
        "local-aws needs a method " + wanted + "(InputStream, OutputStream[, Context]) in " + parts[0]);
  }

  static byte[] run(Handler handler, Event event) throws Throwable {
    InputStream in = new ByteArrayInputStream(event.body());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Method method = handler.method();
    try {
      if (method.getParameterCount() == 2) method.invoke(handler.target(), in, out);
      else method.invoke(handler.target(), in, out, contextOf(method.getParameterTypes()[2], event));
    } catch (InvocationTargetException error) {
      throw error.getCause();
    }
    return out.toByteArray();
  }

  /** An object of the function's own Context: this file knows no class of AWS. */
  static Object contextOf(Class<?> type, Event event) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) ->
        switch (method.getName()) {
          case "getAwsRequestId" -> event.requestId();
          case "getInvokedFunctionArn" -> event.arn();
          case "getRemainingTimeInMillis" -> (int) Math.max(0, event.deadline() - System.currentTimeMillis());
          case "getFunctionName" -> env.get("AWS_LAMBDA_FUNCTION_NAME");
          case "getFunctionVersion" -> env.get("AWS_LAMBDA_FUNCTION_VERSION");
          case "getMemoryLimitInMB" -> Integer.valueOf(env.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
          case "getLogGroupName" -> env.get("AWS_LAMBDA_LOG_GROUP_NAME");
          case "getLogStreamName" -> env.get("AWS_LAMBDA_LOG_STREAM_NAME");
          case "getLogger" -> Proxy.newProxyInstance(
              type.getClassLoader(), new Class<?>[] {method.getReturnType()}, (logger, log, lines) -> {
                if (lines != null && lines[0] instanceof String line) System.out.println(line);
                return null;
              });
          default -> null;
        });
  }

  static Event next() throws Exception {
    HttpURLConnection request = (HttpURLConnection) new URL(api + "/invocation/next").openConnection();
    byte[] body = request.getInputStream().readAllBytes();
    return new Event(
        request.getHeaderField("Lambda-Runtime-Aws-Request-Id"),
        request.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"),
        Long.parseLong(request.getHeaderField("Lambda-Runtime-Deadline-Ms")),
        body);
  }

  static void post(String path, byte[] body, String errorType) throws Exception {
    HttpURLConnection request = (HttpURLConnection) new URL(api + path).openConnection();
    request.setRequestMethod("POST");
    request.setDoOutput(true);
    request.setRequestProperty("Content-Type", "application/json");
    if (errorType != null) request.setRequestProperty("Lambda-Runtime-Function-Error-Type", errorType);
    request.getOutputStream().write(body);
    request.getInputStream().readAllBytes();
  }

  static void report(String path, Throwable error, String requestId) throws Exception {
    error.printStackTrace(System.out);
    List<String> trace = new ArrayList<>();
    for (StackTraceElement frame : error.getStackTrace()) {
      if (frame.getClassName().startsWith("jdk.internal.reflect")) break; // below it is this file
      trace.add(quoted(frame.toString()));
    }
    String type = error.getClass().getName();
    String document = "{\"errorMessage\":" + quoted(String.valueOf(error.getMessage())) + ",\"errorType\":"
        + quoted(type) + ",\"stackTrace\":[" + String.join(",", trace) + "]}";
    markOutputEnd(requestId);
    post(path, document.getBytes(StandardCharsets.UTF_8), type);
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char each : text.toCharArray())
      if (each == '"' || each == '\\') json.append('\\').append(each);
      else if (each < ' ') json.append(String.format("\\u%04x", (int) each));
      else json.append(each);
    return json.append('"').toString();
  }

  /** The function's output takes another way than its response. A mark in both streams shows where the output ends. */
  static void markOutputEnd(String requestId) {
    for (var stream : Arrays.asList(System.out, System.err)) {
      stream.print("\0end " + requestId + "\n");
      stream.flush();
    }
  }
}
